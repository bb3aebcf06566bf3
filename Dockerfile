# Ingot's image, built from this tree:
#   docker build -t ingot:0.1.0 .
# What it is made of; --build-arg names copies elsewhere.
ARG BUILD=maven:3.9-eclipse-temurin-25
ARG RUNTIME=eclipse-temurin:25-jre-noble

FROM ${BUILD} AS build
WORKDIR /src
COPY . .
RUN mvn -B -ntp -q -DskipTests -pl agent -am package

# Ubuntu, since the zstd library wants glibc.
FROM ${RUNTIME}
COPY --from=build /src/agent/target/ingot /opt/ingot
COPY --from=build /src/otel-config.yaml /etc/ingot/ingot.yaml
# A volume at this place belongs to the same user.
RUN install -d -o 65532 -g 65532 /var/lib/ingot
USER 65532:65532
WORKDIR /var/lib/ingot
# The agent's own health, from inside: health_check listens on localhost.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/13133 && printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]
ENTRYPOINT ["/opt/ingot/bin/ingot"]
CMD ["run", "--config", "/etc/ingot/ingot.yaml"]
