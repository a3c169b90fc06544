import {
  collectionList,
  collectionView,
  documentDetail,
  documentList,
  recordDetail,
  recordList,
  revisionText,
  sessionView,
  signInReply,
  statusView,
} from '#contracts';
import type { ChangeCollection, DocumentQuery, RecordQuery, RetryFailed, SessionView } from '#contracts';
import { z } from 'zod';
import { ApiError } from './api-error.js';
import { API, call, callFor, queryString, setView } from './http.js';

const id = encodeURIComponent;

/** @returns The signed-in person, or null. */
export async function fetchSession(signal?: AbortSignal): Promise<SessionView | null> {
  try {
    const session = await callFor(sessionView, '/session', { signal });
    setView(session.view?.id ?? null);
    return session;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Redeem a one-time sign-in link. @throws ApiError `auth.link_invalid` when it was used, has expired or is unknown. */
export const redeemLink = (link: string) => callFor(signInReply, '/session', { method: 'POST', body: { link } });
export const signOut = () => call('/session', { method: 'DELETE' });

export const fetchStatus = (signal?: AbortSignal) => callFor(statusView, '/status', { signal });

export const fetchCollections = (signal?: AbortSignal) => callFor(collectionList, '/collections', { signal });
export const createCollection = (name: string) =>
  callFor(collectionView, '/collections', { method: 'POST', body: { name } });
export const changeCollection = (collectionId: string, body: ChangeCollection) =>
  callFor(collectionView, `/collections/${id(collectionId)}`, { method: 'PATCH', body });

export const fetchDocuments = (query: Partial<DocumentQuery>, signal?: AbortSignal) =>
  callFor(documentList, `/documents${queryString(query)}`, { signal });
export const fetchDocument = (documentId: string, signal?: AbortSignal) =>
  callFor(documentDetail, `/documents/${id(documentId)}`, { signal });
export const removeDocument = (documentId: string) =>
  callFor(documentDetail, `/documents/${id(documentId)}`, { method: 'DELETE' });
export const putUnderMatter = ({ documentId, matter }: { documentId: string; matter: string | null }) =>
  callFor(documentDetail, `/documents/${id(documentId)}`, { method: 'PATCH', body: { matter } });
export const restoreDocument = (documentId: string) =>
  callFor(documentDetail, `/documents/${id(documentId)}/restore`, { method: 'POST' });
/** @param password Sent once; kept nowhere. */
export const unlockDocument = (documentId: string, password: string) =>
  callFor(documentDetail, `/documents/${id(documentId)}/unlock`, { method: 'POST', body: { password } });
export const retryDocuments = (which: RetryFailed) =>
  callFor(z.object({ retried: z.number().int() }), '/documents/retry', { method: 'POST', body: which });

export const fetchRevisionText = (revisionId: string, signal?: AbortSignal) =>
  callFor(revisionText, `/revisions/${id(revisionId)}/text`, { signal });
/** Address of the original bytes of a revision. */
export const revisionFileUrl = (revisionId: string) => `${API}/revisions/${id(revisionId)}/file`;

export const fetchRecords = (query: Partial<RecordQuery>, signal?: AbortSignal) =>
  callFor(recordList, `/records${queryString(query)}`, { signal });
export const fetchRecord = (recordId: string, signal?: AbortSignal) =>
  callFor(recordDetail, `/records/${id(recordId)}`, { signal });
