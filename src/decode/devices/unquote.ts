/** The value without spaces around it and without the quotes, escaped (`\"`) or not, that some devices put around it. */
export function unquote(text: string): string {
  const trimmed = text.trim()
  const unopened = trimmed.replace(/^\\?"/, '')
  // A value that was truncated on its way has lost the closing quote.
  return unopened === trimmed ? trimmed : unopened.replace(/\\?"$/, '')
}
