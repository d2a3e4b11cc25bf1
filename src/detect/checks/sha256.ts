/** SHA-256 of the data. The module that computes it costs start-up, so it is loaded when the first token asks for it. */
export function sha256(data: string | Uint8Array): Buffer {
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(data).digest()
}
