import { describe, expect, it } from 'vitest';
import { categoryLineages } from './lineage.ts';

describe('the lineage of a class', () => {
  const lineage = categoryLineages(
    new Map([
      ['01', ''],
      ['0101', '01'],
      ['round', 'trip'],
      ['trip', 'round'],
    ]),
  );

  it('goes up to the head', () => {
    expect(lineage('0101')).toEqual(['0101', '01']);
    expect(lineage('01')).toEqual(['01']);
  });

  it('goes by its digits where the tree lacks it', () => {
    expect(lineage('010199')).toEqual(['010199', '0101', '01']);
    expect(lineage('elsewhere')).toEqual(['elsewhere']);
  });

  it('ends where parents form a circle', () => {
    expect(lineage('round').length).toBeLessThan(20);
  });
});
