import { join } from 'node:path';
import type { ServiceSettings } from '#config';
import type { S3BlobPlace } from '#library';
import type { ModelFolders } from '#models';
import type { IndexLocation } from '#search-index';
import type { VaultKeyPlace } from '#vault';

/** Where everything of one installation is, but its database. */
export interface InstallationPlaces {
  readonly dataDir: string;
  readonly blobs: string | S3BlobPlace;
  readonly index: IndexLocation;
  readonly vault: VaultKeyPlace;
  /** The key that signs the log; one that is not ours to make is its owner's to keep. */
  readonly signingKey: { readonly file: string; readonly isManaged: boolean };
  readonly models: ModelFolders;
}

/** Where the parts of an installation lie, after its settings. */
export const placesOf = ({ dataDir, storage, vault, log, paths }: ServiceSettings, shippedModels: string) =>
  ({
    ...{ dataDir, vault, blobs: storage.blobs, index: storage.index, signingKey: log.signingKey },
    models: { shippedDir: shippedModels, dataDir: paths.models },
  }) satisfies InstallationPlaces;

/** Files of the data folder that go with every backup, as places in it; folders stand for what is in them. */
export const KEPT_FILES = ['models/registry.json', 'evaluations'] as const;

/** Where the newest signed checkpoint lies beside the database; what is put back there is the one of the backup's moment. */
export const NEWEST_CHECKPOINT = join('log', 'newest.checkpoint');

/** The managed signing key's place in the data folder. */
export const SIGNING_KEY = join('secrets', 'log-signing-key.pem');
