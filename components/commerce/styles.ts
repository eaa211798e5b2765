import page from './commerce.module.css';
import panels from './panels.module.css';

/** Classes of the page and of its panels. No name is in both files. */
export const styles: Readonly<Record<string, string>> = { ...page, ...panels };
