package io.riskgate.identity;

import io.riskgate.telemetry.LogText;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a token with SmallRye JWT and reads whose it is. Only signatures with a private key are taken, whatever the token says of
 * itself: not {@code none}, and not HMAC, whose key would be the public one. Blocks; for one thread.
 */
final class TokenVerifier {

    /** How far clocks may differ. */
    static final int CLOCK_SKEW_SECONDS = 10;

    private static final int MERCHANT_CHARS_MAX = 128;

    private static final Set<SignatureAlgorithm> ALGORITHMS = Set.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.PS256,
            SignatureAlgorithm.PS384,
            SignatureAlgorithm.PS512,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384,
            SignatureAlgorithm.ES512);

    /** @param untilMillis when it expires */
    record Verified(Caller caller, long untilMillis) {}

    private final IssuerKeys keys;
    private final JWTAuthContextInfo expected = new JWTAuthContextInfo();
    private final DefaultJWTTokenParser parser;
    private final String merchantClaim;
    private final String scopeClaim;

    TokenVerifier(IssuerKeys keys, String issuer, String audience, String merchantClaim, String scopeClaim) {
        this.keys = keys;
        this.merchantClaim = merchantClaim;
        this.scopeClaim = scopeClaim;
        expected.setIssuedBy(issuer);
        expected.setExpectedAudience(Set.of(audience));
        expected.setSignatureAlgorithm(ALGORITHMS);
        expected.setClockSkew(CLOCK_SKEW_SECONDS);
        parser = new DefaultJWTTokenParser() {
            @Override
            protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo info) {
                return keys;
            }
        };
    }

    /** Whether anything can be verified for now. */
    boolean isReady() {
        return keys.areThere();
    }

    /** {@code null} if the token is of no use. */
    @Nullable
    Verified verify(String token) {
        try {
            JwtClaims claims = parser.parse(token, expected).getJwtClaims();
            String merchantId = claims.getStringClaimValue(merchantClaim);
            if (merchantId == null || merchantId.isBlank() || merchantId.length() > MERCHANT_CHARS_MAX) {
                return null;
            }
            Caller caller = new Caller(
                    "token of " + LogText.of(claims.getSubject()),
                    merchantId,
                    scopes(claims.getClaimValue(scopeClaim), merchantId));
            return new Verified(caller, claims.getExpirationTime().getValueInMillis());
        } catch (ParseException | MalformedClaimException refused) {
            return null;
        } catch (RuntimeException odd) {
            // What the parser makes of claims that are of another type than it thinks.
            return null;
        }
    }

    private static Set<Scope> scopes(@Nullable Object claim, String merchantId) {
        Collection<?> words =
                switch (claim) {
                    case String text -> List.of(text.split(" "));
                    case Collection<?> list -> list;
                    case null, default -> List.of();
                };
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (Object word : words) {
            Scope scope = Scope.of(String.valueOf(word));
            if (scope != null && (scope != Scope.ADMIN || merchantId.equals(Caller.PLATFORM))) {
                scopes.add(scope);
            }
        }
        return scopes;
    }
}
