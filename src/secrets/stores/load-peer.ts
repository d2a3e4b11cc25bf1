import { ScanError } from '../../model/errors.ts'

/** Loads optional packages; where one is missing, the error has the line that installs them. */
export async function loadPeer<T>(packages: readonly string[], load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    const { code } = cause as { readonly code?: unknown }
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw cause
    throw new ScanError(
      'CONFIG_INVALID',
      `this store needs ${packages.join(' and ')}, not installed beside keywarden`,
      {
        hint: `npm i ${packages.join(' ')}`,
        cause,
      },
    )
  }
}
