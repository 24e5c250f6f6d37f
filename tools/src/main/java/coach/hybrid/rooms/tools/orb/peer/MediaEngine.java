package coach.hybrid.rooms.tools.orb.peer;

import coach.hybrid.rooms.tools.orb.voice.PulledMouth;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.VideoTrack;

/**
 * The orb's one factory and the two tracks all its links share. Sound is pulled, never pushed: a
 * push beside a headless device aborts the process.
 */
final class MediaEngine implements AutoCloseable {
  private final HeadlessAudioDeviceModule device = new HeadlessAudioDeviceModule();
  private final PeerConnectionFactory factory = new PeerConnectionFactory(device);
  private final CustomVideoSource picture = new CustomVideoSource();
  private final AudioTrack audio;
  private final VideoTrack video;

  MediaEngine(PulledMouth mouth, Links.MouthTap tap) {
    // In this order, and after the factory: otherwise the device never asks for sound.
    device.initPlayout();
    device.startPlayout();
    device.setAudioSource((buffer, samples, _, _, _) -> {
      mouth.pull(buffer, samples);
      tap.pulled(buffer, samples);
      return samples;
    });
    audio = factory.createAudioTrack("orb-voice", factory.createAudioSource(new AudioOptions()));
    video = factory.createVideoTrack("orb-face", picture);
  }

  RTCPeerConnection connect(RTCConfiguration configuration, PeerConnectionObserver observer) {
    return factory.createPeerConnection(configuration, observer);
  }

  AudioTrack audio() {
    return audio;
  }

  VideoTrack video() {
    return video;
  }

  CustomVideoSource picture() {
    return picture;
  }

  /** After all links are closed: tracks, source, factory, device. */
  @Override
  public void close() {
    device.stopRecording();
    device.stopPlayout();
    video.dispose();
    audio.dispose();
    picture.dispose();
    factory.dispose();
    device.dispose();
  }
}
