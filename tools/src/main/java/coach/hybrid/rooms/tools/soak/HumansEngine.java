package coach.hybrid.rooms.tools.soak;

import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpCodecCapability;
import dev.onvoid.webrtc.media.MediaType;
import dev.onvoid.webrtc.media.audio.AudioOptions;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSource;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.VideoTrack;
import java.util.List;

/**
 * The one factory and headless sound device of all people: every factory costs threads. The device
 * asks for one sound, which goes out over those microphones that are on.
 */
final class HumansEngine implements AutoCloseable {
  private final HeadlessAudioDeviceModule device = new HeadlessAudioDeviceModule();
  private final PeerConnectionFactory factory = new PeerConnectionFactory(device);
  private final CustomVideoSource noPicture = new CustomVideoSource();
  private final AudioTrackSource sound;
  private final VideoTrack noCamera;

  HumansEngine(Speech speech) {
    // In this order, and after the factory: otherwise the device never asks for sound.
    device.initPlayout();
    device.startPlayout();
    device.setAudioSource((buffer, samples, _, _, _) -> {
      speech.pull(buffer, samples);
      return samples;
    });
    sound = factory.createAudioSource(new AudioOptions());
    noCamera = factory.createVideoTrack("no-camera", noPicture);
  }

  RTCPeerConnection connect(RTCConfiguration configuration, PeerConnectionObserver observer) {
    return factory.createPeerConnection(configuration, observer);
  }

  /** One person's, switched off at first; to be disposed of after all his links. */
  AudioTrack microphone(String id) {
    AudioTrack microphone = factory.createAudioTrack(id, sound);
    microphone.setEnabled(false);
    return microphone;
  }

  /** Telephone sound, which costs next to nothing. */
  List<RTCRtpCodecCapability> plainCodecs() {
    return factory.getRtpReceiverCapabilities(MediaType.AUDIO).getCodecs().stream()
        .filter(codec -> codec.getName().equals("PCMU"))
        .toList();
  }

  /** What a section that only receives is made with; it never sends. */
  VideoTrack noCamera() {
    return noCamera;
  }

  /** After all links are closed and all microphones disposed of. */
  @Override
  public void close() {
    device.stopRecording();
    device.stopPlayout();
    noCamera.dispose();
    noPicture.dispose();
    factory.dispose();
    device.dispose();
  }
}
