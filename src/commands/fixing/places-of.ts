/** Every place of a value in a text. */
export function placesOf(text: string, value: string): readonly { readonly start: number; readonly end: number }[] {
  const places: { start: number; end: number }[] = []
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    places.push({ start: at, end: at + value.length })
  }
  return places
}
