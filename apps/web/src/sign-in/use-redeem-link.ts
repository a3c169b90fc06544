import type { SecondFactorAsked, SignInReply } from '#contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { isSession } from '../api/account-client.js';
import { redeemLink } from '../api/api-client.js';
import { toApiError } from '../api/api-error.js';
import type { ApiError } from '../api/api-error.js';
import { enter } from '../data/enter.js';

/** What became of the link; `spent` is one that was used, expired, unknown or cut off, and `failed` one that is worth another try. */
export type Redemption =
  | { state: 'no-link' }
  | { state: 'working' }
  | { state: 'signed-in' }
  | { state: 'second-factor'; asked: SecondFactorAsked; forget: () => void }
  | { state: 'spent' }
  | { state: 'failed'; error: ApiError; retry: () => void };

// A link works once. React may run an effect twice, so the request belongs to the link, not to the effect.
const requests = new Map<string, Promise<SignInReply>>();

function redeemOnce(link: string): Promise<SignInReply> {
  const request = requests.get(link) ?? redeemLink(link);
  requests.set(link, request);
  return request;
}

/** Takes the one-time link out of the address (so that it stays in no history) and redeems it at once. */
export function useRedeemLink(): Redemption {
  const client = useQueryClient();
  const link = useLinkInAddress();
  const [attempt, setAttempt] = useState(0);
  const [settled, setSettled] = useState<{ link: string; outcome: Redemption } | null>(null);

  useEffect(() => {
    if (link === '') return;
    let isCurrent = true;
    const settle = (outcome: Redemption) => isCurrent && setSettled({ link, outcome });
    const retry = () => {
      setSettled(null);
      setAttempt((n) => n + 1);
    };
    redeemOnce(link).then(
      async (reply) => {
        if (!isSession(reply))
          return settle({ state: 'second-factor', asked: reply, forget: () => settle({ state: 'no-link' }) });
        await enter(client, reply);
        settle({ state: 'signed-in' });
      },
      (thrown: unknown) => {
        requests.delete(link);
        const error = toApiError(thrown);
        settle(isSpent(error) ? { state: 'spent' } : { state: 'failed', error, retry });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [client, link, attempt]);

  if (link === '') return { state: 'no-link' };
  return settled?.link === link ? settled.outcome : { state: 'working' };
}

/** The latest link that stood behind the `#`; also when it is pasted into a tab that shows this page already. */
function useLinkInAddress(): string {
  const location = useLocation();
  const { hash, pathname } = location;
  const state: unknown = location.state;
  const navigate = useNavigate();
  const inAddress = hash.slice(1);
  const [link, setLink] = useState(inAddress);
  if (inAddress !== '' && inAddress !== link) setLink(inAddress);
  useEffect(() => {
    if (inAddress !== '') void navigate(pathname, { replace: true, state });
  }, [inAddress, navigate, pathname, state]);
  return link;
}

// A link of the wrong shape (cut off in copying) is refused before it is looked up.
const isSpent = ({ code, status }: ApiError) => code === 'auth.link_invalid' || status === 400;
