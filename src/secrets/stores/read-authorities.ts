import { readFile } from 'node:fs/promises'
import { rootCertificates } from 'node:tls'
import { ScanError } from '../../model/errors.ts'

/** Node's certificate authorities and those of a PEM file; undefined, which means Node's own, where no file is named. */
export async function readAuthorities(file: string | undefined): Promise<string[] | undefined> {
  if (file === undefined) return undefined
  let text = ''
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    throw new ScanError('CONFIG_INVALID', `ca-file cannot be read: ${file}`, { hint: 'is the path right?', cause })
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return [...rootCertificates, text]
  throw new ScanError('CONFIG_INVALID', `ca-file holds no certificate: ${file}`, {
    hint: 'it has to be a PEM file, which begins with BEGIN CERTIFICATE',
  })
}
