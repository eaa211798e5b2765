'use client';
import { SearchField as Field } from '../ui/search-field.tsx';
import styles from './forms.module.css';

/** The search of a list of administration: it clears by Esc. */
export function SearchField(props: { label: string; value: string; onChange: (text: string) => void }) {
  return <Field {...props} className={styles.search} escClears />;
}
