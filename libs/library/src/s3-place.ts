import { S3Client } from '@aws-sdk/client-s3';

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

/** A client for that place which gets along with older servers, too. */
export function s3ClientFor(place: S3BlobPlace): S3Client {
  const { endpoint, region, accessKeyId, secretAccessKey, pathStyle } = place;
  return new S3Client({
    ...{ region, forcePathStyle: pathStyle, maxAttempts: TRIES },
    ...(endpoint ? { endpoint } : {}),
    credentials: { accessKeyId, secretAccessKey },
    // Older servers know no checksums in trailers; MD5, which blobs are sent with, all of them check.
    ...{ requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' },
    requestHandler: { connectionTimeout: 10_000, socketTimeout: 60_000 },
  });
}
