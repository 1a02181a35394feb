import { unescape } from 'node:querystring'

/** A URL's user info as HTTP's Basic scheme sends it (RFC 7617), or null when it has none. */
export function basicCredentials({ username, password }: URL): string | null {
  if (username === '' && password === '') return null
  return Buffer.from(`${unescape(username)}:${unescape(password)}`).toString('base64')
}
