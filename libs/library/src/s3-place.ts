import { S3Client } from '@aws-sdk/client-s3';
import { AddressGuard, guardedAgents } from '#outbound';

/** A place in an S3-compatible store, as the settings name it. */
export interface S3BlobPlace {
  readonly bucket: string;
  /** Without slashes at its ends; empty: the bucket's root. */
  readonly prefix: string;
  /** Null: Amazon's own of the region. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Bucket in the path rather than in the host name. */
  readonly pathStyle: boolean;
}

const TRIES = 5;
const CONNECTIONS = 50;

/** A client for that place which gets along with older servers, too, and goes nowhere but there. */
export function s3ClientFor(place: S3BlobPlace): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey, pathStyle } = place;
  const agents = guardedAgents(new AddressGuard({ bySettings: hostsOf(place) }), { maxSockets: CONNECTIONS });
  return new S3Client({
    ...{ region, forcePathStyle: pathStyle, maxAttempts: TRIES },
    ...(endpoint ? { endpoint } : {}),
    credentials: { accessKeyId, secretAccessKey },
    // Older servers know no checksums in trailers; MD5, which blobs are sent with, all of them check.
    ...{ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' },
    followRegionRedirects: false,
    requestHandler: {
      ...{ httpAgent: agents.http, httpsAgent: agents.https },
      ...{ connectionTimeout: 10_000, socketTimeout: 60_000 },
    },
  });
}

/** Exactly those that requests go to: an endpoint of Amazon's own may lie in the organization's cloud network, too. */
function hostsOf({ bucket, endpoint, region, pathStyle }: S3BlobPlace): string[] {
  const host = endpoint ? new URL(endpoint).hostname : `s3.${region}.amazonaws.com`;
  return [pathStyle ? host : `${bucket}.${host}`];
}
