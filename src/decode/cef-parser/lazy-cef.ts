import type { CefHeader } from './cef-event.ts'
import { cefStart } from './cef-start.ts'
import { readLast } from './extension.ts'
import { readHeader, type SplitMessage, splitMessage } from './header.ts'

/** A CEF message of which nothing is read before it is asked for: what is read is what parseCef() reads. */
export class LazyCef {
  readonly #text: string
  #split: SplitMessage | null = null
  #header: CefHeader | null = null

  /** `text` is one that startsCef(). */
  constructor(text: string) {
    this.#text = text
  }

  get header(): CefHeader {
    return (this.#header ??= readHeader(this.#splitMessage().fields))
  }

  /** See readLast() of extension.ts. */
  readLast<T>(keys: readonly string[], read: (value: string) => T | null): T | null {
    return readLast(this.#splitMessage().extension, keys, read)
  }

  #splitMessage(): SplitMessage {
    return (this.#split ??= splitMessage(this.#text.slice(cefStart(this.#text) ?? 0)))
  }
}
