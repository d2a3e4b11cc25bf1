import { type MockPart, parseMockTemplate } from '../../rules/mock-template.ts'

/** What values of a rule look like, made from its mock without making one. */
export interface ValueShape {
  /** `sk-ant-api03-…AA`: what is always the same, and dots for the rest. */
  readonly text: string
  readonly shortest: number
  /** Null where no length is too long. */
  readonly longest: number | null
}

/** Base64 of something: as long as it takes. */
const OPEN = { text: '…', shortest: 1, longest: null }

/** The shape that a mock template describes. */
export function shapeOf(template: string): ValueShape {
  const shapes = parseMockTemplate(template).parts.map(shapeOfPart)
  const longest = shapes.some((shape) => shape.longest === null)
    ? null
    : shapes.reduce((sum, shape) => sum + (shape.longest ?? 0), 0)
  return {
    text: shapes
      .map(({ text }) => text)
      .join('')
      .replace(/…+/g, '…'),
    shortest: shapes.reduce((sum, { shortest }) => sum + shortest, 0),
    longest,
  }
}

function shapeOfPart(part: MockPart): ValueShape {
  switch (part.kind) {
    case 'text':
      return { text: part.text, shortest: part.text.length, longest: part.text.length }
    case 'field':
      return { text: '…', shortest: part.min, longest: part.max }
    case 'json64':
    case 'check':
    case 'mock':
      return OPEN
  }
}
