// @ts-check

/**
 * An element. Children that are strings become text nodes and never markup: alerts hold URLs that an attacker chose.
 *
 * @param {string} tag
 * @param {Readonly<Record<string, string>>} [attributes] Names and values of our own, never data's.
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

/**
 * The element of index.html that has this id.
 *
 * @param {string} id
 */
export function byId(id) {
  const node = document.getElementById(id)
  if (node === null) throw new Error(`the page has no #${id}`)
  return node
}

/**
 * Replaces what is in `parent`, and keeps the focus on the element with the same id.
 *
 * @param {Element} parent
 * @param {...Node} children
 */
export function replaceContent(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement?.id : undefined
  parent.replaceChildren(...children)
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
}
