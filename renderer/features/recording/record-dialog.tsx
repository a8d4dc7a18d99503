import { Mic, Paperclip, RotateCcw, Square, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { recordingText } from '../../text/recording.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { StateIcon } from '../../ui/state-icon.tsx';
import css from './record-dialog.module.css';
import type { Recorder, RecordingFailure } from './recorder.ts';
import type { RecordingTarget } from './recording-plan.ts';
import { useRecording, type Recording } from './use-recording.ts';

export interface RecordDialogProps {
  readonly targets: readonly RecordingTarget[];
  readonly onRecorded: (file: File) => void;
  readonly onClose: () => void;
}

/** Records a voice; nothing is attached before it was heard, and nothing is thrown away unasked. */
export function RecordDialog({ targets, onRecorded, onClose }: RecordDialogProps) {
  const recording = useRecording(targets, onRecorded);
  const { stage } = recording;
  const [asks, setAsks] = useState(false);
  const hasSound = stage.kind === 'recording' || stage.kind === 'done' || stage.kind === 'making';
  const discard = (): void => {
    recording.discard();
    onClose();
  };
  const attach = (file: File): void => {
    recording.take();
    onRecorded(file);
    onClose();
  };
  const footer = asks ? (
    <>
      <Button onClick={() => setAsks(false)}>{recordingText.keep}</Button>
      <Button look="ink" onClick={discard}>
        <Trash2 />
        {recordingText.discard}
      </Button>
    </>
  ) : (
    <>
      <Button onClick={() => (hasSound ? setAsks(true) : onClose())}>{hasSound ? recordingText.discard : recordingText.cancel}</Button>
      <MainButtons recording={recording} onAttach={attach} />
    </>
  );
  return (
    <Dialog title={recordingText.title} onClose={() => (hasSound ? setAsks(true) : onClose())} footer={footer}>
      <div className={css.box}>
        <Face recording={recording} />
        {asks && (
          <p className={css.ask} role="alert">
            <StateIcon state="needs" /> {recordingText.discardAsk}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function MainButtons({ recording: { stage, start, stop }, onAttach }: { readonly recording: Recording; readonly onAttach: (file: File) => void }) {
  switch (stage.kind) {
    case 'idle':
      return (
        <Button look="ink" onClick={() => void start()}>
          <Mic />
          {recordingText.start}
        </Button>
      );
    case 'asking':
    case 'making':
      return null;
    case 'recording':
      return (
        <Button look="ink" onClick={() => void stop(null)}>
          <Square />
          {recordingText.stop}
        </Button>
      );
    case 'done':
      return (
        <>
          <Button onClick={() => void start()}>
            <RotateCcw />
            {recordingText.again}
          </Button>
          <Button look="ink" onClick={() => onAttach(stage.file)}>
            <Paperclip />
            {recordingText.attach}
          </Button>
        </>
      );
  }
}

function Face({ recording: { stage, plan } }: { readonly recording: Recording }) {
  switch (stage.kind) {
    case 'idle':
      return stage.failure === null ? <p className={css.note}>{recordingText.about}</p> : <Failure failure={stage.failure} />;
    case 'asking':
    case 'making':
      return (
        <p className={css.note} role="status">
          <Spinner /> {stage.kind === 'asking' ? recordingText.asking : recordingText.making}
        </p>
      );
    case 'recording':
      return (
        <>
          <p className={css.time}>
            <span className={css.dot} aria-hidden="true" />
            <span className="spoken" role="status">
              {recordingText.recording}
            </span>
            <b role="timer">{recordingText.time(stage.forMs)}</b>
            {plan !== null && <small>{recordingText.atMost(plan.longestMs, plan.limitedBy)}</small>}
          </p>
          <Level recorder={stage.recorder} />
        </>
      );
    case 'done':
      return (
        <>
          {stage.why !== null && <p className={css.note}>{stage.why === 'full' ? recordingText.full : recordingText.ended}</p>}
          {stage.failure !== null && <Failure failure={stage.failure} />}
          <Preview file={stage.file} />
        </>
      );
  }
}

function Failure({ failure }: { readonly failure: RecordingFailure }) {
  return (
    <p className={css.failure} role="alert">
      <StateIcon state="blocked" /> {recordingText.failure(failure)}
    </p>
  );
}

/** Written past React: it changes with every frame. */
function Level({ recorder }: { readonly recorder: Recorder }) {
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    let frame = requestAnimationFrame(function draw() {
      if (meter.current !== null) meter.current.value = recorder.level();
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [recorder]);
  return <meter ref={meter} className={css.level} min={0} max={1} value={0} aria-label={recordingText.level} />;
}

function Preview({ file }: { readonly file: File }) {
  const player = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(file);
    if (player.current !== null) player.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [file]);
  // A voice just recorded has no captions.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return <audio ref={player} className={css.sound} controls aria-label={recordingText.listen} />;
}
