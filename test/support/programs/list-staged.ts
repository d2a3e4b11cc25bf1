import { printSource } from './print-source.ts'

await printSource({ kind: 'staged' })
