package coach.hybrid.rooms.server.auth;

import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.orb.OrbOrder;
import coach.hybrid.rooms.server.room.OrbPass;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.time.Instant;
import java.util.List;

/** Participants' tokens: HS256 JSON Web Tokens (RFC 7519) with the claims of seed 000. */
public final class ParticipantTokens {
  private static final String USER_ID = "userId";
  private static final String ROOM_ID = "roomId";
  private static final String SESSION_ID = "sessionId";
  private static final String ROLE = "role";
  private static final String NAME = "name";
  private static final String PERMISSIONS = "permissions";
  private static final String ORB_ID = "orbId";
  private static final String GENERATION = "generation";

  private static final int MAX_TOKEN_CHARS = 4_096;
  private static final int MAX_NAME_CHARS = 200;

  /** The main app's clock may be a little ahead of ours. */
  private static final long CLOCK_SKEW_SECONDS = 60;

  /** Expiry is the door's business: a token that runs out in mid-call still opens its own seat. */
  private static final long ANY_AGE_SECONDS = 100L * 365 * 24 * 3_600;

  private final Algorithm algorithm;
  private final JWTVerifier verifier;

  public ParticipantTokens(Secret secret) {
    algorithm = Algorithm.HMAC256(secret.bytes());
    verifier =
        JWT.require(algorithm)
            .withClaimPresence("exp")
            .acceptExpiresAt(ANY_AGE_SECONDS)
            .acceptIssuedAt(CLOCK_SKEW_SECONDS)
            .acceptNotBefore(CLOCK_SKEW_SECONDS)
            .build();
  }

  /** Checks everything but whether the token has expired and which room it is for. */
  public Claims verify(String token) throws InvalidTokenException {
    if (token.length() > MAX_TOKEN_CHARS) {
      throw new InvalidTokenException("the token is too long");
    }
    DecodedJWT jwt;
    try {
      jwt = verifier.verify(token);
    } catch (JWTVerificationException e) {
      throw new InvalidTokenException("the token's signature, algorithm or times do not hold");
    }
    Instant expiresAt = jwt.getExpiresAtAsInstant();
    if (expiresAt == null) {
      throw new InvalidTokenException("the token has no exp");
    }
    Instant issuedAt = jwt.getIssuedAtAsInstant();
    String roleName = required(jwt, ROLE);
    Role role = Role.fromWire(roleName);
    if (role == null) {
      throw new InvalidTokenException("the token's role must be coach or client");
    }
    OrbPass orb = role == Role.AI ? orbPass(jwt) : null;
    String name = jwt.getClaim(NAME).asString();
    if (name == null || name.isBlank()) {
      // A main app's user may have none; the others still need something to call him.
      name = defaultName(role);
    }
    if (name.length() > MAX_NAME_CHARS) {
      throw new InvalidTokenException("the token's name is too long");
    }
    return new Claims(
        required(jwt, USER_ID),
        required(jwt, ROOM_ID),
        required(jwt, SESSION_ID),
        role,
        name,
        permissions(jwt),
        issuedAt == null ? Instant.EPOCH : issuedAt,
        expiresAt,
        orb);
  }

  private static String defaultName(Role role) {
    return switch (role) {
      case COACH -> "Coach";
      case CLIENT -> "Client";
      case AI -> "AI Assistant";
    };
  }

  private static OrbPass orbPass(DecodedJWT jwt) throws InvalidTokenException {
    Integer generation = jwt.getClaim(GENERATION).asInt();
    if (generation == null || generation < 1) {
      throw new InvalidTokenException("an orb's token needs its generation");
    }
    return new OrbPass(required(jwt, ORB_ID), generation);
  }

  public String mint(Claims claims) {
    OrbPass orb = claims.orb();
    JWTCreator.Builder token = JWT.create();
    if (orb != null) {
      token.withClaim(ORB_ID, orb.orbId()).withClaim(GENERATION, orb.generation());
    }
    if (claims.issuedAt().isAfter(Instant.EPOCH)) {
      token.withIssuedAt(claims.issuedAt());
    }
    return token
        .withClaim(USER_ID, claims.userId())
        .withClaim(ROOM_ID, claims.roomId())
        .withClaim(SESSION_ID, claims.sessionId())
        .withClaim(ROLE, claims.role().wireName())
        .withClaim(NAME, claims.name())
        .withClaim(PERMISSIONS, claims.permissions().names())
        .withExpiresAt(claims.expiresAt())
        .sign(algorithm);
  }

  /** What opens its room's door to this orb, as long as no other has followed it. */
  public Secret mintFor(OrbOrder order, Instant expiresAt) {
    OrbPass pass = new OrbPass(order.unit().orbId(), order.unit().generation());
    return new Secret(
        mint(
            new Claims(
                Protocol.ORB_ID_PREFIX + order.sessionId(),
                order.roomId(),
                order.sessionId(),
                Role.AI,
                defaultName(Role.AI),
                Door.ORB_PERMISSIONS,
                Instant.EPOCH,
                expiresAt,
                pass)));
  }

  /** Whether a token has run out by now. */
  static boolean expired(Claims claims, Instant now) {
    return !claims.expiresAt().isAfter(now);
  }

  private static String required(DecodedJWT jwt, String name) throws InvalidTokenException {
    String value = jwt.getClaim(name).asString();
    if (value == null || value.isBlank()) {
      throw new InvalidTokenException("the token has no " + name);
    }
    return value;
  }

  private static Permissions permissions(DecodedJWT jwt) throws InvalidTokenException {
    Claim claim = jwt.getClaim(PERMISSIONS);
    if (claim.isMissing() || claim.isNull()) {
      return Permissions.NONE;
    }
    List<String> names;
    try {
      names = claim.asList(String.class);
    } catch (JWTVerificationException e) {
      names = null;
    }
    if (names == null) {
      throw new InvalidTokenException("the token's permissions must be a list of words");
    }
    return Permissions.of(names);
  }
}
