package io.dibs.web;

import java.security.Principal;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.dibs.web.security.Role;

/**
 * Who asks, as the container would tell.
 *
 * @param name his name, null if nobody has signed in
 * @param roles the names of his roles
 */
public record SignedIn(String name, Set<String> roles) implements SecurityContext {
    public static final SignedIn NOBODY = as(null);

    public static SignedIn as(String name, Role... roles) {
        return new SignedIn(name, Arrays.stream(roles).map(Role::text).collect(Collectors.toSet()));
    }

    @Override
    public Principal getCallerPrincipal() {
        return name == null ? null : () -> name;
    }

    @Override
    public boolean isCallerInRole(String role) {
        return roles.contains(role);
    }

    @Override
    public <T extends Principal> Set<T> getPrincipalsByType(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasAccessToWebResource(String resource, String... methods) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuthenticationStatus authenticate(
            HttpServletRequest request, HttpServletResponse response, AuthenticationParameters parameters) {
        throw new UnsupportedOperationException();
    }
}
