package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** A message that is not one of the protocol's; holds what the {@code error} answer will say. */
public final class ProtocolException extends Exception {
  private final ErrorCode code;
  private final @Nullable String messageType;
  private final @Nullable String field;

  public ProtocolException(
      ErrorCode code, String message, @Nullable String messageType, @Nullable String field) {
    super(message);
    this.code = code;
    this.messageType = messageType;
    this.field = field;
  }

  public ErrorCode code() {
    return code;
  }

  public @Nullable String messageType() {
    return messageType;
  }

  public @Nullable String field() {
    return field;
  }

  public ServerMessage.Refused toMessage() {
    String text = getMessage();
    return new ServerMessage.Refused(code, text == null ? "" : text, messageType, field);
  }
}
