import { join } from 'node:path';
import { z } from 'zod';

/** `s3://bucket` or `s3://bucket/prefix`. */
export const s3Url = z
  .string()
  .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._/-]*)?$/, 'must be s3://bucket or s3://bucket/prefix');

/** A place in an S3-compatible store. */
export interface S3Place {
  readonly bucket: string;
  /** Without slashes at its ends; empty: the bucket's root. */
  readonly prefix: string;
  /** Null: Amazon's own of the region. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly pathStyle: boolean;
}

/** Where files and the search index lie; each may be a folder while the other is in a store. */
export interface StoragePlaces {
  /** A folder, or a place in an S3-compatible store. */
  readonly blobs: string | S3Place;
  /** A folder or `s3://…`, with what its store needs to be reached. */
  readonly index: { readonly uri: string; readonly storageOptions?: Readonly<Record<string, string>> };
}

/** The variables that say where original files and the index lie. */
export interface StorageVariables {
  readonly BLOB_STORE_URL?: string | undefined;
  readonly INDEX_URL?: string | undefined;
  readonly S3_ENDPOINT?: string | undefined;
  readonly S3_REGION: string;
  readonly S3_ACCESS_KEY_ID?: string | undefined;
  readonly S3_SECRET_ACCESS_KEY?: string | undefined;
  readonly S3_PATH_STYLE: boolean;
}

/** Original files and search index below the data folder, unless the settings name an S3-compatible store. */
export function storagePlacesOf(env: StorageVariables, dataDir: string): StoragePlaces {
  const { BLOB_STORE_URL: blobs, INDEX_URL: index } = env;
  return {
    blobs: blobs === undefined ? join(dataDir, 'blobs') : s3PlaceOf(blobs, env),
    index: index === undefined ? { uri: join(dataDir, 'index') } : { uri: index, storageOptions: optionsOf(env) },
  };
}

/**
 * The place that `s3://bucket/prefix` names, with the credentials of the environment; no credentials are empty ones.
 */
export function s3PlaceOf(address: string, env: StorageVariables): S3Place {
  const { host: bucket, pathname } = new URL(address);
  return {
    ...{ bucket, prefix: pathname.replace(/^\/+|\/+$/g, ''), endpoint: env.S3_ENDPOINT ?? null, region: env.S3_REGION },
    ...{ accessKeyId: env.S3_ACCESS_KEY_ID ?? '', secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '' },
    pathStyle: env.S3_PATH_STYLE,
  };
}

/** As LanceDB's object store names them. */
function optionsOf(env: StorageVariables): Record<string, string> {
  const { S3_ENDPOINT: endpoint, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PATH_STYLE } = env;
  return {
    ...{ aws_region: S3_REGION, aws_virtual_hosted_style_request: String(!S3_PATH_STYLE) },
    ...(endpoint ? { aws_endpoint: endpoint, allow_http: String(endpoint.startsWith('http:')) } : {}),
    ...(S3_ACCESS_KEY_ID ? { aws_access_key_id: S3_ACCESS_KEY_ID } : {}),
    ...(S3_SECRET_ACCESS_KEY ? { aws_secret_access_key: S3_SECRET_ACCESS_KEY } : {}),
  };
}
