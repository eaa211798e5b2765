const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Hands a file to the browser. */
export function download(name: string, blob: Blob): void {
  const href = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

export const csvBlob = (text: string): Blob => new Blob([text], { type: 'text/csv;charset=utf-8' });

/** A workbook as the server gives it. */
export const xlsxBlob = (base64: string): Blob => new Blob([Uint8Array.from(atob(base64), (ch) => ch.charCodeAt(0))], { type: XLSX });
