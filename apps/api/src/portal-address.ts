/** Where people reach the portal; the port is known only once the server listens. */
export class PortalAddress {
  private listening: string | null = null;

  constructor(private readonly publicUrl: string | null) {}

  listensAt(url: string): void {
    this.listening = url;
  }

  get url(): string {
    return (this.publicUrl ?? this.listening ?? '').replace(/\/+$/, '');
  }

  get isHttps(): boolean {
    return this.url.startsWith('https:');
  }
}
