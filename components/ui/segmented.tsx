'use client';
import { useId } from 'react';
import { cx } from './class-names.ts';

export type SegmentOption<Id extends string> = { id: Id; label: string; disabled?: boolean };

/** One choice of a few, as native radio buttons: arrows walk, Tab leaves. Selection is luminance, never hue. */
export function Segmented<Id extends string>(props: {
  label: string;
  options: SegmentOption<Id>[];
  value: Id;
  onChange: (id: Id) => void;
  labelHidden?: boolean;
  className?: string;
  /** Id of what is said of the choice, as what is wrong with it. */
  describedBy?: string;
}) {
  const { label, options, value, onChange, labelHidden = true, className, describedBy } = props;
  const name = useId();
  return (
    <fieldset className={cx('tg-segmented', className)} aria-describedby={describedBy}>
      <legend className={labelHidden ? 'tg-vh' : 'tg-segmented-legend'}>{label}</legend>
      <div className="tg-segmented-row">
        {options.map((option) => (
          <label key={option.id} className={cx('tg-segment', option.id === value && 'tg-segment-on')}>
            <input type="radio" name={name} value={option.id} checked={option.id === value} disabled={option.disabled} onChange={() => onChange(option.id)} />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
