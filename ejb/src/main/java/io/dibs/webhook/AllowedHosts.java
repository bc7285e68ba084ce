package io.dibs.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

import io.dibs.TaskRefusedException;

/**
 * Where webhooks may go. Whoever dispatches a task names the address, and the server calls it from inside its network: so
 * only hosts that the settings list are called, and of those that a pattern lists none that is inside.
 */
public final class AllowedHosts {
    private static final int LONGEST_URL = 2_000;

    private final List<String> hosts;
    private final boolean httpAllowed;

    /**
     * @param hosts each a name, such as {@code hooks.example.com}; a pattern for all names under one, such as
     *     {@code *.example.com}; or either with a port, {@code hooks.example.com:8443}, without which it is the usual one
     * @param httpAllowed whether {@code http} is too
     */
    public AllowedHosts(List<String> hosts, boolean httpAllowed) {
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        this.httpAllowed = httpAllowed;
    }

    /**
     * Checks an address.
     *
     * @throws TaskRefusedException if it may not be called, whatever it resolves to
     */
    public void check(URI url) {
        if (url.isOpaque() || url.getHost() == null || url.toString().length() > LONGEST_URL) {
            throw new TaskRefusedException("The address of a webhook must be an absolute URL with a host, of at most "
                    + LONGEST_URL + " characters, such as https://hooks.example.com/dibs.");
        }
        String shown = shown(url);
        if (!isHttps(url) && !("http".equalsIgnoreCase(url.getScheme()) && httpAllowed)) {
            throw new TaskRefusedException(shown + " must begin with https://"
                    + (httpAllowed ? " or http://" : "; dibs.webhooks.allow-http permits http:// too") + ".");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new TaskRefusedException(
                    shown + " must have neither a user name nor a fragment; whom it is from, its signature tells.");
        }
        if (!isListed(url, true) && !isListed(url, false)) {
            throw new TaskRefusedException(shown + " is refused: dibs.webhooks.allowed-hosts does not list " + host(url)
                    + (url.getPort() < 0 ? "" : ":" + url.getPort()) + ".");
        }
    }

    /**
     * Whether that address of the host may be called: of one that a pattern lists, no address of this machine or of a network
     * that only those inside can reach.
     */
    boolean allows(URI url, InetAddress address) {
        return isListed(url, true) || !isInside(address);
    }

    private boolean isListed(URI url, boolean exactly) {
        String host = host(url);
        String suffix = url.getPort() < 0 || url.getPort() == (isHttps(url) ? 443 : 80) ? "" : ":" + url.getPort();
        return hosts.stream().anyMatch(listed -> {
            if (!listed.startsWith("*.")) {
                return listed.equals(host + suffix) || listed.equals(host + ":" + port(url));
            }
            String under = listed.substring(1);
            return !exactly && ((host + suffix).endsWith(under) || (host + ":" + port(url)).endsWith(under));
        });
    }

    static boolean isHttps(URI url) {
        return "https".equalsIgnoreCase(url.getScheme());
    }

    static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : isHttps(url) ? 443 : 80;
    }

    /** The host, without the brackets of an IPv6 address. */
    static String host(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** For messages: where it is, and no more, since paths and queries of such addresses often have secrets in them. */
    static String shown(URI url) {
        return "The webhook at " + url.getScheme() + "://" + host(url) + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    static boolean isInside(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || (address instanceof Inet4Address ? isSpecial4(address.getAddress()) : isSpecial6(address));
    }

    private static boolean isSpecial4(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        return first == 0
                || first == 100 && second >= 64 && second < 128 // Shared by a provider's customers.
                || first == 192 && second == 0 && b[2] == 0
                || first == 198 && (second == 18 || second == 19)
                || first >= 240;
    }

    private static boolean isSpecial6(InetAddress address) {
        byte[] b = address.getAddress();
        boolean local = address instanceof Inet6Address && (b[0] & 0xfe) == 0xfc;
        boolean of4 = (b[0] & 0xff) == 0x20 && b[1] == 0x02 // 6to4
                || b[0] == 0 && (b[1] & 0xff) == 0x64 // NAT64
                || b[0] == 0 && b[1] == 0 && b[2] == 0 && b[3] == 0; // IPv4 inside, or nothing
        return local || of4;
    }
}
