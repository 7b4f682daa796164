package io.riskgate.api;

import io.riskgate.identity.Scope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a caller must be allowed, to get to a method. Every method of a resource has one; one that has none is for admins, and fails
 * a test. If the path has a part {@code {scope}}, that must be the caller's own, too. See {@link ScopeFilter}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface RequiresScope {

    Scope value();
}
