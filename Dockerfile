# The bot in a container: `docker build --tag imagine .`; docs/deploy.md runs it.
# Python of the version that the tests run on. Packages by their locked hashes, none of them compiled here.
FROM python:3.11-slim AS packages
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt \
    && /venv/bin/pip uninstall --yes pip setuptools

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin imagine \
    && install --directory --owner=imagine --mode=0700 /data
WORKDIR /app
COPY --from=packages /venv /venv
COPY manifest.yml ./
COPY titan_core titan_core
COPY bot bot
# Nobody may write here later, so what Python would keep of its reading is made now: the bot starts sooner.
RUN /venv/bin/python -m compileall -q bot titan_core
# PYTHONUNBUFFERED: a line of the log is out when it is written. No .env is read: a container has its environment.
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 IMAGINE_DOTENV=/dev/null DATA_DIR=/data PORT=3000 METRICS_PORT=9090
USER 10001
EXPOSE 3000 9090
# Asks the process itself, by the port that every mode has.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['METRICS_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
