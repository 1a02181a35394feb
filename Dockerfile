FROM node:24-slim AS build
# For the addon that receives UDP.
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
# The compiled part of the scanner is built below, once its source is there.
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY native/recvmmsg.c native/
COPY src src
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts
# A volume takes owner and mode of the directory that it is mounted on; the last stage has no shell to make one.
RUN mkdir /data

FROM gcr.io/distroless/nodejs24-debian12:nonroot
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="cefwatch" \
      org.opencontainers.image.description="Watches firewalls' syslog for the RunningRAT implant, and alerts in milliseconds" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV CEFWATCH_CONFIG=/etc/cefwatch/cefwatch.yaml
WORKDIR /app
COPY --from=dependencies --chown=65532:65532 --chmod=700 /data /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/native/recvmmsg.node native/
COPY package.json LICENSE ./
COPY bin bin
COPY config config
COPY config/exclusions.yaml deploy/cefwatch.yaml /etc/cefwatch/
USER 65532:65532
VOLUME /data
EXPOSE 5514/udp 5514/tcp 9514/tcp
HEALTHCHECK --interval=30s --timeout=6s --start-period=10s CMD ["/nodejs/bin/node", "/app/bin/cefwatch.js", "healthcheck"]
# The flag keeps V8 from setting aside 20 MB for a start that is over in a second.
ENTRYPOINT ["/nodejs/bin/node", "--max-semi-space-size=4", "/app/bin/cefwatch.js"]
CMD ["run", "--config", "/etc/cefwatch/cefwatch.yaml"]
