"""Amazon Bedrock by boto3 alone, as it is called in an account: a picture, a refusal, the models of a region.

Without an account: python -m sandbox.bedrock, and in another terminal

  AWS_ENDPOINT_URL=http://127.0.0.1:4500 AWS_ACCESS_KEY_ID=AKIASANDBOX AWS_SECRET_ACCESS_KEY=sandbox \
  python examples/bedrock_boto3.py
"""

import json
from base64 import b64decode
from pathlib import Path

import boto3
from botocore.exceptions import ClientError

REGION, MODEL = "us-west-2", "stability.stable-image-core-v1:1"
runtime = boto3.client("bedrock-runtime", region_name=REGION)

answer = runtime.invoke_model(modelId=MODEL, body=json.dumps({"prompt": "a red fox in the snow", "seed": 7}))
drawn = json.loads(answer["body"].read())
Path("fox.png").write_bytes(b64decode(drawn["images"][0]))
print("fox.png, seed", drawn["seeds"][0])

refused = runtime.invoke_model(modelId=MODEL, body=json.dumps({"prompt": "a forbidden fox"}))
print("Content filter:", json.loads(refused["body"].read())["finish_reasons"][0])

try:
    runtime.invoke_model(modelId="amazon.titan-image-generator-v2:0", body="{}")
except ClientError as error:
    print(error.response["Error"]["Code"], "-", error.response["Error"]["Message"])

models = boto3.client("bedrock", region_name=REGION).list_foundation_models(byOutputModality="IMAGE")
for model in models["modelSummaries"]:
    print(f"{model['modelName']}: {model['modelId']}")
