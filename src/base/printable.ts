/**
 * Characters that control or turn around what is shown made visible, line breaks among them: what an attacker chose must not move the
 * cursor or disguise itself. Halves of surrogate pairs too, which no receiver could decode.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`)
}
