import { extname } from 'node:path'

/** The URL of a module beside the one at `url`: a worker's entry is `.ts` in a checkout and `.js` in the package. */
export function siblingModule(url: string, name: string): URL {
  return new URL(`./${name}${extname(url)}`, url)
}
