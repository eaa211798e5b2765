import { ALGORITHMS } from '../../core/learn/classifier.ts';
import { LEAST } from '../../core/learn/learn.ts';
import type { ClassAccuracy } from '../../wire/class-accuracy.ts';
import type { Ctx } from '../context.ts';
import { classModel } from './class-model.ts';

/** How the model in use did by class, for who wants to know how far to trust it. Totals of the installation, of no ticket. */
export async function classAccuracy(ctx: Pick<Ctx, 'db' | 'now' | 'catalog'>): Promise<ClassAccuracy> {
  const found = await classModel(ctx);
  if (!found) return { least: { ...LEAST }, model: null };
  const { at, trainedOn, stats } = found;
  const { algorithm, macroF1, abstention, classes, leftOut } = stats;
  const name = (category: string) => ctx.catalog.categoryName(category) ?? category;
  return {
    least: { ...LEAST },
    model: {
      at,
      trainedOn,
      algorithm,
      macroF1: ALGORITHMS.map((a) => ({ algorithm: a, value: macroF1[a] })),
      threshold: abstention.threshold,
      answered: abstention.answered,
      right: abstention.right,
      classes: classes.map(({ category, tickets, precision, recall, f1 }) => ({ category, name: name(category), tickets, precision, recall, f1 })),
      leftOut: leftOut.map(({ category, tickets }) => ({ category, name: name(category), tickets })),
    },
  };
}
