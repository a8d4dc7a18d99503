import { frameText } from '../text/frame.ts';
import { SkeinMark } from '../ui/skein-mark.tsx';
import css from './link-ended.module.css';

/** This page no longer belongs to a running app, and cannot get back to one by itself. */
export function LinkEnded({ reason }: { readonly reason: 'noSession' | 'wrongCode' }) {
  const { title, text } = frameText.ended[reason];
  return (
    <main className={css.page}>
      <SkeinMark size={48} />
      <h1 className={css.title}>{title}</h1>
      <p>{text}</p>
      <code className={css.command}>npm start</code>
      <p className={css.small}>{frameText.endedHint}</p>
    </main>
  );
}
