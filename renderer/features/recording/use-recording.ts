import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { recordingText } from '../../text/recording.ts';
import { canRecord, startRecording, type Recorder, type RecordingFailure } from './recorder.ts';
import { planRecording, type RecordingPlan, type RecordingTarget } from './recording-plan.ts';

export type Stage =
  | { readonly kind: 'idle'; readonly failure: RecordingFailure | null }
  | { readonly kind: 'asking' | 'making' }
  | { readonly kind: 'recording'; readonly recorder: Recorder; readonly forMs: number }
  /** `why` it ended, where the person did not end it; `failure` of a try to record again. */
  | { readonly kind: 'done'; readonly file: File; readonly why: 'ended' | 'full' | null; readonly failure: RecordingFailure | null };

export interface Recording {
  readonly stage: Stage;
  readonly plan: RecordingPlan | null;
  readonly start: () => Promise<void>;
  readonly stop: (why: 'ended' | 'full' | null) => Promise<void>;
  /** Nothing is kept. */
  readonly discard: () => void;
  /** The finished recording is somebody else's now. */
  readonly take: () => void;
}

const tickMs = 200;

/** One recording after the other. One that is neither taken nor discarded when it goes out of sight goes to `onLeft`. */
export function useRecording(targets: readonly RecordingTarget[], onLeft: (file: File) => void): Recording {
  const [plan] = useState(() => planRecording(targets, canRecord));
  const [stage, setStage] = useState<Stage>({ kind: 'idle', failure: null });
  const recorder = useRef<Recorder | null>(null);
  const finished = useRef<File | null>(null);
  const isGone = useRef(false);

  const finish = useCallback(async (): Promise<File | null> => {
    const current = recorder.current;
    recorder.current = null;
    const sound = await current?.stop();
    return sound === null || sound === undefined || plan === null ? null : toFile(sound, plan.mimeType);
  }, [plan]);

  const stop = useCallback(
    async (why: 'ended' | 'full' | null): Promise<void> => {
      if (recorder.current === null) return;
      setStage({ kind: 'making' });
      const file = await finish();
      if (isGone.current && file !== null) return onLeftNow(file);
      finished.current = file;
      setStage(file === null ? { kind: 'idle', failure: 'ended' } : { kind: 'done', file, why, failure: null });
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [finish],
  );
  const onLeftNow = useEffectEvent(onLeft);

  const start = async (): Promise<void> => {
    if (plan === null) return setStage({ kind: 'idle', failure: 'unsupported' });
    const before = stage.kind === 'done' ? stage : null;
    setStage({ kind: 'asking' });
    const begun = await startRecording(plan, () => void stop('ended'));
    if (typeof begun === 'string') return setStage(before === null ? { kind: 'idle', failure: begun } : { ...before, failure: begun });
    if (isGone.current) return begun.discard();
    // Not before there is a new one: without a microphone the first one stays.
    finished.current = null;
    recorder.current = begun;
    setStage({ kind: 'recording', recorder: begun, forMs: 0 });
  };

  const isRecording = stage.kind === 'recording';
  useEffect(() => {
    if (!isRecording || plan === null) return;
    const since = performance.now();
    const timer = setInterval(() => {
      const forMs = performance.now() - since;
      if (forMs >= plan.longestMs) void stop('full');
      else setStage((now) => (now.kind === 'recording' ? { ...now, forMs } : now));
    }, tickMs);
    return () => clearInterval(timer);
  }, [isRecording, plan, stop]);

  const leave = useEffectEvent(() => {
    isGone.current = true;
    if (finished.current !== null) onLeft(finished.current);
    else if (recorder.current !== null) void finish().then((file) => file !== null && onLeft(file));
    finished.current = null;
  });
  useEffect(() => {
    isGone.current = false;
    return () => leave();
  }, []);

  return {
    stage,
    plan,
    start,
    stop,
    discard() {
      recorder.current?.discard();
      recorder.current = null;
      finished.current = null;
      setStage({ kind: 'idle', failure: null });
    },
    take: () => void (finished.current = null),
  };
}

function toFile(sound: Blob, mimeType: string): File {
  return new File([sound], `${recordingText.fileName(Date.now())}.${mimeType.includes('wav') ? 'wav' : mimeType.slice('audio/'.length)}`, { type: mimeType });
}
