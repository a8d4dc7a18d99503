const headerBytes = 44;

/** A WAV file of one channel, 16 bits a sample (RIFF, Multimedia Programming Interface and Data Specifications 1.0). */
export function toWav(samples: Float32Array, samplesPerSecond: number): Blob {
  const view = new DataView(new ArrayBuffer(headerBytes + samples.length * 2));
  const write = (offset: number, text: string): void => [...text].forEach((letter, at) => view.setUint8(offset + at, letter.charCodeAt(0)));
  write(0, 'RIFF');
  view.setUint32(4, headerBytes - 8 + samples.length * 2, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, samplesPerSecond, true);
  view.setUint32(28, samplesPerSecond * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (const [at, sample] of samples.entries()) view.setInt16(headerBytes + at * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff), true);
  return new Blob([view.buffer], { type: 'audio/wav' });
}

/** Makes a WAV file of a recording; null where the bytes are no sound. */
export async function recordingToWav(recording: Blob, samplesPerSecond: number): Promise<Blob | null> {
  // The context resamples what it decodes to its own rate, and its channels are not asked for.
  const context = new OfflineAudioContext(1, 1, samplesPerSecond);
  const sound = await context.decodeAudioData(await recording.arrayBuffer()).catch(() => null);
  return sound === null ? null : toWav(toOneChannel(sound), samplesPerSecond);
}

function toOneChannel(sound: AudioBuffer): Float32Array {
  const channels = Array.from({ length: sound.numberOfChannels }, (_, at) => sound.getChannelData(at));
  return Float32Array.from({ length: sound.length }, (_, at) => channels.reduce((sum, channel) => sum + (channel[at] ?? 0), 0) / channels.length);
}
