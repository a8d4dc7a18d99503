/** Hands a text to the browser to be saved. */
export function download({ name, mimeType, text }: { readonly name: string; readonly mimeType: string; readonly text: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: mimeType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the bytes once the click was handled; a little later is safe in all of them.
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
