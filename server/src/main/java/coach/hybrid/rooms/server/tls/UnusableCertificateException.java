package coach.hybrid.rooms.server.tls;

/** The files hold no certificate this service can prove itself with; the message says why. */
public final class UnusableCertificateException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableCertificateException(String message) {
    super(message);
  }

  UnusableCertificateException(String message, Throwable cause) {
    super(message, cause);
  }
}
