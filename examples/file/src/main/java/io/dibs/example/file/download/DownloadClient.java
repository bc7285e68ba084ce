package io.dibs.example.file.download;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/** Makes HTTP clients that get files as they are: no compression, no cookies, no retries of their own. */
final class DownloadClient {
    private DownloadClient() {}

    static CloseableHttpClient of(DownloadSettings settings) {
        Timeout read = Timeout.of(settings.readTimeout());
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(settings.concurrency())
                        .setMaxConnPerRoute(settings.concurrency())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setSocketTimeout(read)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(read).build())
                .setRedirectStrategy(new NeverToPlainText())
                .setUserAgent("dibs-file")
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .build();
    }

    /** Follows redirects, but never from https to http. */
    private static final class NeverToPlainText extends DefaultRedirectStrategy {
        @Override
        public boolean isRedirectAllowed(HttpHost from, HttpHost to, HttpRequest redirect, HttpContext context) {
            boolean downgrade = "https".equals(from.getSchemeName()) && !"https".equals(to.getSchemeName());
            return !downgrade && super.isRedirectAllowed(from, to, redirect, context);
        }
    }
}
