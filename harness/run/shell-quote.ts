/**
 * An argument as it is typed at a prompt, quoted only where it must be: for the command lines that repeat a case.
 *
 * @param platform as `process.platform` names it: cmd.exe and PowerShell know no single quotes as a shell of Unix does
 */
export function quoted(text: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w./:@+=,-]+$/.test(text)) return text;
  if (platform !== "win32") return `'${text.replaceAll("'", "'\\''")}'`;
  // A backslash before a quote would take its meaning away.
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, "$&$&")}"`;
}
