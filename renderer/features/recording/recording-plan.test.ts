import { describe, expect, test } from 'vitest';
import { planRecording, type RecordingTarget } from './recording-plan.ts';

const megabyte = 1024 * 1024;
const target = (name: string, mimeTypes: readonly string[], videoBytes = 100 * megabyte): RecordingTarget => ({ name, limits: { mimeTypes, videoBytes, imageBytes: megabyte } });
const chromium = (type: string): boolean => type === 'audio/webm' || type === 'audio/mp4';

describe('a recording', () => {
  test('is of the first type that the recorder makes and all servers take', () => {
    const mastodon = target('Maren', ['audio/ogg', 'audio/webm', 'audio/mp4', 'audio/wav']);
    expect(planRecording([mastodon], chromium)).toMatchObject({ recorderType: 'audio/webm', mimeType: 'audio/webm', longestMs: 30 * 60_000, limitedBy: null });
    expect(planRecording([mastodon, target('Yuki', ['audio/mp4'])], chromium)).toMatchObject({ mimeType: 'audio/mp4' });
    expect(planRecording([mastodon], () => true)).toMatchObject({ mimeType: 'audio/ogg' });
  });

  test('is made a WAV file where some server takes nothing else that can be made', () => {
    expect(planRecording([target('Maren', ['audio/webm', 'audio/wav']), target('Old', ['audio/wav', 'audio/mpeg'])], chromium)).toMatchObject({ recorderType: 'audio/webm', mimeType: 'audio/wav' });
    expect(planRecording([target('Other name', ['audio/wave'])], chromium)).toMatchObject({ mimeType: 'audio/wave' });
  });

  test('is what most of them take where no type pleases all; a server that does not say takes everything', () => {
    expect(planRecording([target('A', ['audio/webm']), target('B', ['audio/webm']), target('C', ['image/png']), target('D', [])], chromium)).toMatchObject({ mimeType: 'audio/webm' });
    expect(planRecording([target('D', [])], chromium)).toMatchObject({ mimeType: 'audio/webm' });
  });

  test('may be as long as the smallest server takes it', () => {
    const small = target('Small', ['audio/webm'], 2 * megabyte);
    const compressed = planRecording([small, target('Big', [])], chromium);
    expect(compressed).toMatchObject({ limitedBy: 'Small' });
    expect(((compressed?.longestMs ?? 0) / 1000) * 8000).toBeLessThan(2 * megabyte);
    const wav = planRecording([target('Small', ['audio/wav'], 2 * megabyte)], chromium);
    expect(wav?.longestMs).toBe(43_000);
  });

  test('cannot be made where the recorder makes nothing of use', () => expect(planRecording([target('A', [])], () => false)).toBeNull());
});
