declare global {
  /** Version of the package, written in by the build. */
  const __KEYWARDEN_VERSION__: string
}

/** Version of the package; `0.0.0-source` where the source itself is run, as tests do. */
export const VERSION: string = typeof __KEYWARDEN_VERSION__ === 'string' ? __KEYWARDEN_VERSION__ : '0.0.0-source'
