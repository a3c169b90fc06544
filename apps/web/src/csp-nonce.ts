declare global {
  interface Window {
    /** Read by the scroll lock behind dialogs when it adds its style element. */
    __webpack_nonce__?: string;
  }
}

/** The nonce that this page's policy accepts for style elements; the server writes a fresh one into each page. */
export const cspNonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

window.__webpack_nonce__ = cspNonce;
