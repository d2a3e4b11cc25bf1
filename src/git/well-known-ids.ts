/** Object ids that the format of the repository decides. */
export interface WellKnownIds {
  readonly emptyTree: string
  readonly emptyBlob: string
}

/** Those of SHA-1 repositories and of SHA-256 repositories, by the length of an id. */
export const WELL_KNOWN_IDS: Readonly<Record<40 | 64, WellKnownIds>> = {
  40: {
    emptyTree: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    emptyBlob: 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  },
  64: {
    emptyTree: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
    emptyBlob: '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
  },
}

/** True for a full object id, SHA-1 or SHA-256. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

/** True for the id of all zeros, by which git and hosts say that there is no object. */
export function isNullId(text: string): boolean {
  return /^(?:0{40}|0{64})$/.test(text)
}
