"""Words of any language into English, which is what the models read: by Amazon Translate, once for each job."""
