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
/** Ends the session of this browser; others of the person go on. */
export const signOut = () => call('/session', { method: 'DELETE' });

/** How the service is, told by the role of who asks; documents count those in sight. */
export const fetchStatus = (signal?: AbortSignal) => callFor(statusView, '/status', { signal });

/** Those in sight, in order of name, with their documents counted. */
export const fetchCollections = (signal?: AbortSignal) => callFor(collectionList, '/collections', { signal });
/** @throws ApiError `collection.exists` where the name is taken, also by a collection out of the reader's sight. */
export const createCollection = (name: string) =>
  callFor(collectionView, '/collections', { method: 'POST', body: { name } });
/** What is left out stays. @param collectionId Name or id. */
export const changeCollection = (collectionId: string, body: ChangeCollection) =>
  callFor(collectionView, `/collections/${id(collectionId)}`, { method: 'PATCH', body });

/** One page of those in sight, the last changed first; `total` counts all that match. */
export const fetchDocuments = (query: Partial<DocumentQuery>, signal?: AbortSignal) =>
  callFor(documentList, `/documents${queryString(query)}`, { signal });
/** With all its revisions, newest first, and what it came out of or holds. */
export const fetchDocument = (documentId: string, signal?: AbortSignal) =>
  callFor(documentDetail, `/documents/${id(documentId)}`, { signal });
/** Out of searches and answers at once, with what came out of it; its revisions stay citable, and it can be restored. */
export const removeDocument = (documentId: string) =>
  callFor(documentDetail, `/documents/${id(documentId)}`, { method: 'DELETE' });
/** Walls around the matter hold for the document at once. @param matter Number or id; null takes it out of the one it is under. */
export const putUnderMatter = ({ documentId, matter }: { documentId: string; matter: string | null }) =>
  callFor(documentDetail, `/documents/${id(documentId)}`, { method: 'PATCH', body: { matter } });
/** Undoes `removeDocument`; what had been removed by itself stays removed. */
export const restoreDocument = (documentId: string) =>
  callFor(documentDetail, `/documents/${id(documentId)}/restore`, { method: 'POST' });
/** @param password Sent once; kept nowhere. */
export const unlockDocument = (documentId: string, password: string) =>
  callFor(documentDetail, `/documents/${id(documentId)}/unlock`, { method: 'POST', body: { password } });
/** Queue failed documents again: one, those of a collection, or all in sight. @returns How many. */
export const retryDocuments = (which: RetryFailed) =>
  callFor(z.object({ retried: z.number().int() }), '/documents/retry', { method: 'POST', body: which });

/** The whole text, its pages as spans `[start, end)` in UTF-16 units, and whether a newer revision exists. */
export const fetchRevisionText = (revisionId: string, signal?: AbortSignal) =>
  callFor(revisionText, `/revisions/${id(revisionId)}/text`, { signal });
/** Address of the original bytes of a revision. */
export const revisionFileUrl = (revisionId: string) => `${API}/revisions/${id(revisionId)}/file`;

/** One page of those in sight, newest first; `total` counts all that match. */
export const fetchRecords = (query: Partial<RecordQuery>, signal?: AbortSignal) =>
  callFor(recordList, `/records${queryString(query)}`, { signal });
/** With the body that was sealed and the hash that the log holds. That it was read is an entry of the log. */
export const fetchRecord = (recordId: string, signal?: AbortSignal) =>
  callFor(recordDetail, `/records/${id(recordId)}`, { signal });
