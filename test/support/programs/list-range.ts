import { printSource } from './print-source.ts'

await printSource({ kind: 'range', range: process.argv[2] ?? '' })
