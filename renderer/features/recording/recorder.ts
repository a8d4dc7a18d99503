import type { RecordingPlan } from './recording-plan.ts';
import { recordedBitsPerSecond, wavSamplesPerSecond } from './recording-plan.ts';
import { recordingToWav } from './wav.ts';

/** `refused` by the person or the system; `none` is plugged in; `busy` with another program; `ended` before there was a sound. */
export type RecordingFailure = 'refused' | 'none' | 'busy' | 'unsupported' | 'ended';

export interface Recorder {
  /** How loud it is now, 0 to 1. */
  level(): number;
  /** Ends it; what there is by then, or null where that is nothing. */
  stop(): Promise<Blob | null>;
  /** The microphone is let go of, and nothing is kept. */
  discard(): void;
}

export const canRecord = (type: string): boolean => typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported(type);

/** Asks for the microphone and begins. `onEnd`: it was unplugged or taken away; `stop` has what came before. */
export async function startRecording(plan: RecordingPlan, onEnd: () => void): Promise<Recorder | RecordingFailure> {
  const stream = await askForMicrophone();
  if (typeof stream === 'string') return stream;
  const chunks: Blob[] = [];
  const recorder = new MediaRecorder(stream, { mimeType: plan.recorderType, audioBitsPerSecond: recordedBitsPerSecond });
  const ended = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve(), { once: true }));
  recorder.addEventListener('dataavailable', ({ data }) => void (data.size > 0 && chunks.push(data)));
  stream.getAudioTracks()[0]?.addEventListener('ended', onEnd);
  const meter = createLevelMeter(stream);
  const release = (): void => {
    for (const track of stream.getTracks()) track.stop();
    meter.close();
  };
  // In pieces, so that what came before is there also when the device goes away.
  recorder.start(1000);
  return {
    level: meter.level,
    async stop() {
      if (recorder.state !== 'inactive') recorder.stop();
      await ended;
      release();
      const whole = new Blob(chunks, { type: plan.recorderType });
      if (whole.size === 0) return null;
      return plan.mimeType === plan.recorderType ? whole : recordingToWav(whole, wavSamplesPerSecond);
    },
    discard() {
      if (recorder.state !== 'inactive') recorder.stop();
      release();
    },
  };
}

async function askForMicrophone(): Promise<MediaStream | RecordingFailure> {
  // Older browsers and pages that are not trusted have none.
  if (!('mediaDevices' in navigator)) return 'unsupported';
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
    if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
    return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'unsupported';
  }
}

function createLevelMeter(stream: MediaStream): { readonly level: () => number; readonly close: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      // Speech is around a tenth of what is possible; the ear hears ratios.
      return Math.min(1, Math.sqrt(loudness) * 1.6);
    },
    close: () => void context.close(),
  };
}
