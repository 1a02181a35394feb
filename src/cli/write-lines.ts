import { once } from 'node:events'
import type { Writable } from 'node:stream'

const FLUSH_LENGTH = 65_536

/**
 * Writes lines as fast as the reader takes them, in blocks. A reader that closes the pipe (`| head`) has seen enough: that ends the
 * process without an error, as it does for other filters.
 */
export async function writeLines(output: Writable, lines: AsyncIterable<string>): Promise<void> {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  let block = ''
  const flush = async (): Promise<void> => {
    const ready = output.write(block)
    block = ''
    if (!ready) await once(output, 'drain')
  }
  for await (const line of lines) {
    block += `${line}\n`
    if (block.length >= FLUSH_LENGTH) await flush()
  }
  await flush()
}
