/** Where a container's members may be put, and how much they may be. */
export interface Unpack {
  /** An empty folder for this document alone; members are written there under numbers, never under their own names. */
  readonly folder: string;
  /** Members that may still come out of the file that was sent, those of containers inside it included. */
  readonly membersLeft: number;
  /** Bytes that may still come out of it. */
  readonly bytesLeft: number;
  /** How deep this container lies: 1 for a file that was sent, 2 for a container inside it. */
  readonly depth: number;
  readonly limits: UnpackLimits;
}

/** Bounds on what one file that was sent may unfold to, over all containers inside each other. */
export interface UnpackLimits {
  readonly maxMembers: number;
  readonly maxDepth: number;
  readonly maxBytes: number;
  /** Unpacked bytes for each packed byte of one container; counts once more than {@link RATIO_COUNTS_FROM} came out. */
  readonly maxRatio: number;
}

/** Small files of one repeated letter are no bomb. */
export const RATIO_COUNTS_FROM = 20_000_000;

/** Where the settings say nothing else. */
export const DEFAULT_UNPACK_LIMITS: UnpackLimits = {
  maxMembers: 5_000,
  maxDepth: 5,
  maxBytes: 2_000_000_000,
  maxRatio: 200,
};

/** A file inside a container, unpacked. */
export interface Member {
  /** Below the container, `/`-separated, made safe; unique within it. */
  readonly name: string;
  /** Its bytes, in the folder of {@link Unpack}. */
  readonly file: string;
  readonly sizeBytes: number;
}
