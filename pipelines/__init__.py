"""What runs: Prefect flows, engines, forms, meetings and the command line. Effects live here."""

import os

# ONNX Runtime, which Silero's VAD and RapidOCR run on, tells its maker how it is used from version 1.29 on, unless this
# is set before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
