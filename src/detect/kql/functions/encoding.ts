import { createHash } from 'node:crypto'
import type { KqlValue } from '../query.ts'
import { scalar } from './scalar.ts'
import type { ScalarFunction } from './scalar-function.ts'

/** Functions of URLs, hashes and other encodings. */
export const ENCODING = {
  url_encode: scalar('string', ['text'], (text) => encodeURIComponent(text.toWellFormed())),
  url_encode_component: scalar('string', ['text'], (text) => encodeURIComponent(text.toWellFormed())),
  url_decode: scalar('string', ['text'], urlDecode),
  parse_url: scalar('dynamic', ['text'], parseUrl),
  parse_urlquery: scalar('dynamic', ['text'], (text) => ({ 'Query Parameters': queryParameters(text) })),
  parse_path: scalar('dynamic', ['text'], parsePath),
  base64_encode_tostring: scalar('string', ['text'], base64Encode),
  base64_encodestring: scalar('string', ['text'], base64Encode),
  base64_decode_tostring: scalar('string', ['text'], base64Decode),
  base64_decodestring: scalar('string', ['text'], base64Decode),
  base64_decode_toarray: scalar('dynamic', ['text'], (text) => (isBase64(text) ? [...Buffer.from(text, 'base64')] : null)),
  base64_encode_fromarray: scalar('string', ['dynamic'], (bytes) => {
    return Array.isArray(bytes) && bytes.every(isByte) ? Buffer.from(bytes).toString('base64') : ''
  }),
  hash_sha256: scalar('string', ['text'], (text) => digest('sha256', text)),
  hash_sha1: scalar('string', ['text'], (text) => digest('sha1', text)),
  hash_md5: scalar('string', ['text'], (text) => digest('md5', text)),
} as const satisfies Record<string, ScalarFunction>

function isByte(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255
}

function digest(algorithm: 'sha256' | 'sha1' | 'md5', text: string): string {
  return createHash(algorithm).update(text).digest('hex')
}

/** An escape that is none stays as it is. */
function urlDecode(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
}

const URL_PARTS =
  /^([a-z][a-z\d+.-]*):(?:\/\/(?:([^/?#@]*)@)?(\[[^\]/?#]*\]|[^/?#:]*)(?::(\d*))?)?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is

/** Every part is a text, empty where the URL has none. */
function parseUrl(text: string): KqlValue {
  const match = URL_PARTS.exec(text)
  const [, scheme = '', userInfo = '', host = '', port = '', path = '', query = '', fragment = ''] = match ?? []
  const [username = '', password = ''] = userInfo.split(/:(.*)/s)
  return {
    Scheme: scheme,
    Host: host,
    Port: port,
    Path: path,
    Username: username,
    Password: password,
    'Query Parameters': queryParameters(query),
    Fragment: fragment,
  }
}

function queryParameters(query: string): { readonly [key: string]: string } {
  const pairs = query.replace(/^\?/, '').split('&')
  return Object.fromEntries(
    pairs.flatMap((pair): [string, string][] => {
      const [key = '', value = ''] = pair.split(/=(.*)/s)
      return pair === '' ? [] : [[key, value]]
    }),
  )
}

function parsePath(text: string): KqlValue {
  const at = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\'))
  const name = text.slice(at + 1)
  const directory = at === -1 ? '' : text.slice(0, at)
  const dot = name.lastIndexOf('.')
  return {
    Scheme: /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1] ?? '',
    RootPath: /^(?:[a-z]:|\/)/i.exec(text)?.[0] ?? '',
    DirectoryPath: directory,
    DirectoryName: directory.slice(Math.max(directory.lastIndexOf('/'), directory.lastIndexOf('\\')) + 1),
    Filename: name,
    Extension: dot === -1 ? '' : name.slice(dot + 1),
    AlternateDataStreamName: '',
  }
}

function base64Encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[a-z\d+/]*={0,2}$/i.test(text)
}

/** The empty text, Kusto's null of a string, for what is no base64 of UTF-8. */
function base64Decode(text: string): string {
  if (!isBase64(text)) return ''
  const bytes = Buffer.from(text, 'base64')
  const decoded = bytes.toString('utf8')
  return decoded.includes('\ufffd') ? '' : decoded
}
